/** The few pages that people see. */
@NullMarked
package dev.sallyport.http.page;

import org.jspecify.annotations.NullMarked;
