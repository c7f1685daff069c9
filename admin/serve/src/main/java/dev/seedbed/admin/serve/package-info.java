/** The admin service served alone: what the command line starts, and the health and metrics that come with it. */
@NullMarked
package dev.seedbed.admin.serve;

import org.jspecify.annotations.NullMarked;
