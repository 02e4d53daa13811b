/** What all adapters here share: running SQL, transactions, outages, and the few types that JDBC does not know. */
@NullMarked
package dev.sallyport.persistence.sql;

import org.jspecify.annotations.NullMarked;
