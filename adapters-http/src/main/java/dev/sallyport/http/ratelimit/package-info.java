/** Limits, as callers hear of them. */
@NullMarked
package dev.sallyport.http.ratelimit;

import org.jspecify.annotations.NullMarked;
