/** Users in files: JSON Lines, by the same strict rules as requests. */
@NullMarked
package dev.sallyport.http.lines;

import org.jspecify.annotations.NullMarked;
