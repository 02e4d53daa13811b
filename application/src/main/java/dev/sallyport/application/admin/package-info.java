/** What operators do to accounts. */
@NullMarked
package dev.sallyport.application.admin;

import org.jspecify.annotations.NullMarked;
