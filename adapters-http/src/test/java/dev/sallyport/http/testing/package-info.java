/** The one client of every test that speaks HTTP; it holds what passes against the API's description. */
@NullMarked
package dev.sallyport.http.testing;

import org.jspecify.annotations.NullMarked;
