/** The API's description, and a page to read and try it. */
@NullMarked
package dev.sallyport.http.docs;

import org.jspecify.annotations.NullMarked;
