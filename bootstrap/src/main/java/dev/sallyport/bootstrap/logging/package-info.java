/** Where log lines go and how they look. */
@NullMarked
package dev.sallyport.bootstrap.logging;

import org.jspecify.annotations.NullMarked;
