/** The commands that people type. */
@NullMarked
package dev.sallyport.bootstrap.cli;

import org.jspecify.annotations.NullMarked;
