/** What is counted and measured, for those who watch over the server. */
@NullMarked
package dev.sallyport.bootstrap.metrics;

import org.jspecify.annotations.NullMarked;
