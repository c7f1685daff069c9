/** Pages for people, rendered on the server out of the same services that the API answers from. Nothing depends on it but the servlet. */
@NullMarked
package dev.seedbed.admin.console;

import org.jspecify.annotations.NullMarked;
