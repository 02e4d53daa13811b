/** Pages in a real browser, and what they need of the server. */
@NullMarked
package dev.sallyport.bootstrap.browser;

import org.jspecify.annotations.NullMarked;
