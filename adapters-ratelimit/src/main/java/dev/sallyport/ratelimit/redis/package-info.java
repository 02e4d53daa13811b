/** Budgets of tries that several instances share, in Redis. */
@NullMarked
package dev.sallyport.ratelimit.redis;

import org.jspecify.annotations.NullMarked;
