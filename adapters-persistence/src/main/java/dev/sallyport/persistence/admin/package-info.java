/** Looking for accounts and counting them, in PostgreSQL. */
@NullMarked
package dev.sallyport.persistence.admin;

import org.jspecify.annotations.NullMarked;
