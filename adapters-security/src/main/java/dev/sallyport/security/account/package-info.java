/** Password hashing. */
@NullMarked
package dev.sallyport.security.account;

import org.jspecify.annotations.NullMarked;
