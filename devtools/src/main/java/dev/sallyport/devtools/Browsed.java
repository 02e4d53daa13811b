package dev.sallyport.devtools;

import java.sql.Connection;
import java.sql.SQLException;

/** The database that the data browser shows. It is not asked for before somebody comes. */
@FunctionalInterface
interface Browsed {
    Connection connect() throws SQLException;
}
