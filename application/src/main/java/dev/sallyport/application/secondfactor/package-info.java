/** Second factors: having them, proving them, losing them. */
@NullMarked
package dev.sallyport.application.secondfactor;

import org.jspecify.annotations.NullMarked;
