/** What is done without being asked for. */
@NullMarked
package dev.sallyport.bootstrap.background;

import org.jspecify.annotations.NullMarked;
