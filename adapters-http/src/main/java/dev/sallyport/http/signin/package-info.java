/** Signing in over HTTP. */
@NullMarked
package dev.sallyport.http.signin;

import org.jspecify.annotations.NullMarked;
