/** Second factors over HTTP. */
@NullMarked
package dev.sallyport.http.secondfactor;

import org.jspecify.annotations.NullMarked;
