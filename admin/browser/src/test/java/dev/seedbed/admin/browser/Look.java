package dev.seedbed.admin.browser;

import com.microsoft.playwright.options.ColorScheme;

/**
 * How a browser is held.
 *
 * @param width of the window, in CSS pixels
 */
record Look(int width, int height, ColorScheme scheme) {
    /** A desk: light. */
    Look() {
        this(1200, 900, ColorScheme.LIGHT);
    }

    Look(ColorScheme scheme) {
        this(1200, 900, scheme);
    }
}
