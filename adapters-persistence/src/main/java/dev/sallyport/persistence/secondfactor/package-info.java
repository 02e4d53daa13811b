/** Second factors, and the sign-ins that wait for them, in PostgreSQL. */
@NullMarked
package dev.sallyport.persistence.secondfactor;

import org.jspecify.annotations.NullMarked;
