/** Who sent a request, where proxies passed it on. */
@NullMarked
package dev.sallyport.http.forwarding;

import org.jspecify.annotations.NullMarked;
