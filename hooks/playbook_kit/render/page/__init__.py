"""What the pages of all kinds share: their head, their links, their drawings, their lists."""
