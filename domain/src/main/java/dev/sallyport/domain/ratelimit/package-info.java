/** How often something may be tried. */
@NullMarked
package dev.sallyport.domain.ratelimit;

import org.jspecify.annotations.NullMarked;
