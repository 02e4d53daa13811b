/** What the operator says: settings, read once, all that is wrong with them told at once. */
@NullMarked
package dev.sallyport.bootstrap.config;

import org.jspecify.annotations.NullMarked;
