/** Proving who one is. */
@NullMarked
package dev.sallyport.application.signin;

import org.jspecify.annotations.NullMarked;
