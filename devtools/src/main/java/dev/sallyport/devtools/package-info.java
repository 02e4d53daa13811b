/** What only {@code sallyport dev} has: a database, an inbox and a data browser that come with it. */
@NullMarked
package dev.sallyport.devtools;

import org.jspecify.annotations.NullMarked;
