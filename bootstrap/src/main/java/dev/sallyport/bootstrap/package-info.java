/** Sallyport put together: by hand, in the order in which one thing needs another. */
@NullMarked
package dev.sallyport.bootstrap;

import org.jspecify.annotations.NullMarked;
