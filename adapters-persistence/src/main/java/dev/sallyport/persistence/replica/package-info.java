/** Reading from a standby what may be a moment old. */
@NullMarked
package dev.sallyport.persistence.replica;

import org.jspecify.annotations.NullMarked;
