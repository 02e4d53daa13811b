/** The audit trail in PostgreSQL. */
@NullMarked
package dev.sallyport.persistence.audit;

import org.jspecify.annotations.NullMarked;
