/** Strict reading and plain writing of JSON. */
@NullMarked
package dev.sallyport.http.json;

import org.jspecify.annotations.NullMarked;
