/** Proving once more who one is, over HTTP. */
@NullMarked
package dev.sallyport.http.reauthentication;

import org.jspecify.annotations.NullMarked;
