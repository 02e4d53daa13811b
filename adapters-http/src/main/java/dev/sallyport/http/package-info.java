/** The JSON API: one server, its settings and its ports. */
@NullMarked
package dev.sallyport.http;

import org.jspecify.annotations.NullMarked;
