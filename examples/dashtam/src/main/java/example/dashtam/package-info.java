/** A service over bank accounts in one class. */
@NullMarked
package example.dashtam;

import org.jspecify.annotations.NullMarked;
