/** Accounts in PostgreSQL. */
@NullMarked
package dev.sallyport.persistence.account;

import org.jspecify.annotations.NullMarked;
