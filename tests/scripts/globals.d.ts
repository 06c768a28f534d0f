/** What scripts find in a page that no script of the theme declares. For checks alone: nothing of it is published. */

/** The words of each script, from `labels/fr/browser/`: written by the build (`words.js`). */
declare var kitWords: Record<string, Record<string, string>>;

/** Chromium's offer to install the site, which no standard describes. */
interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<unknown>;
}

interface WindowEventMap {
  beforeinstallprompt: BeforeInstallPromptEvent;
}
