/** An inventory service in one class. */
@NullMarked
package example.inventory;

import org.jspecify.annotations.NullMarked;
