/** Registering and proving an address over HTTP. */
@NullMarked
package dev.sallyport.http.registration;

import org.jspecify.annotations.NullMarked;
