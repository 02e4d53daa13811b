/** What other programs look for at agreed places. */
@NullMarked
package dev.sallyport.http.wellknown;

import org.jspecify.annotations.NullMarked;
