/** Limits on how often something may be tried. */
@NullMarked
package dev.sallyport.application.ratelimit;

import org.jspecify.annotations.NullMarked;
