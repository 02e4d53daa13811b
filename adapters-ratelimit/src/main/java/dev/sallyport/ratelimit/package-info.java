/** Budgets of tries, kept with Bucket4j. */
@NullMarked
package dev.sallyport.ratelimit;

import org.jspecify.annotations.NullMarked;
