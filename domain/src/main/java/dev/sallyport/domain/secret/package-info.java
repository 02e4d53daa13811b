/** What must never be printed, and what each one-time secret is good for. */
@NullMarked
package dev.sallyport.domain.secret;

import org.jspecify.annotations.NullMarked;
