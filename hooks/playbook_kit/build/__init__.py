"""What a build does once: plan the site, make again only what changed, finish the pages, publish."""
