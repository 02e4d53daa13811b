/** Refreshing and ending sessions over HTTP. */
@NullMarked
package dev.sallyport.http.session;

import org.jspecify.annotations.NullMarked;
