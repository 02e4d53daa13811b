/** One's own account over HTTP. */
@NullMarked
package dev.sallyport.http.account;

import org.jspecify.annotations.NullMarked;
