/** What operators do, in PostgreSQL. */
@NullMarked
package dev.sallyport.persistence.admin;

import org.jspecify.annotations.NullMarked;
