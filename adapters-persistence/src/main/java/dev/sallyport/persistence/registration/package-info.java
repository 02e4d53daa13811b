/** Registrations that wait for their proof, in PostgreSQL. */
@NullMarked
package dev.sallyport.persistence.registration;

import org.jspecify.annotations.NullMarked;
