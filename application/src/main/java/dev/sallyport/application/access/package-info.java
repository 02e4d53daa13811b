/** Who is calling. */
@NullMarked
package dev.sallyport.application.access;

import org.jspecify.annotations.NullMarked;
