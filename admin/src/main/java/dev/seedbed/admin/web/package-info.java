/** The web: filters, sign-in, endpoints and errors. Translates, and decides nothing but who is let in. */
@NullMarked
package dev.seedbed.admin.web;

import org.jspecify.annotations.NullMarked;
