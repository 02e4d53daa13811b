/** The core as a whole, and the ports that every feature needs. */
@NullMarked
package dev.sallyport.application;

import org.jspecify.annotations.NullMarked;
