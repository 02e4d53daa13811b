/** Other people's accounts, in PostgreSQL: looking for them, counting them, carrying them in and out. */
@NullMarked
package dev.sallyport.persistence.admin;

import org.jspecify.annotations.NullMarked;
