/** What every route shares: who may call it, what it is given, and what it answers. */
@NullMarked
package dev.sallyport.http.routing;

import org.jspecify.annotations.NullMarked;
