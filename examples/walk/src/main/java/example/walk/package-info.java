/** What the README of an example is done with. */
@NullMarked
package example.walk;

import org.jspecify.annotations.NullMarked;
