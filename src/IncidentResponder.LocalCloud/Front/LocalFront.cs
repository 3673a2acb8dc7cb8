using System.Collections.Frozen;
using System.Net;
using Yarp.ReverseProxy.Forwarder;

namespace IncidentResponder.LocalCloud.Front;

/// <summary>The one endpoint of the local cloud, on 127.0.0.1: owned services answer here, everything else goes to moto.</summary>
public sealed class LocalFront : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly HttpMessageInvoker _toMoto;
    private readonly HttpClient _motoClient;

    private LocalFront(WebApplication web, HttpMessageInvoker toMoto, HttpClient motoClient)
    {
        _web = web;
        _toMoto = toMoto;
        _motoClient = motoClient;
    }

    /// <summary>Where the AWS CLI and SDKs are pointed to.</summary>
    public Uri Endpoint { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Starts to listen.</summary>
    /// <param name="options">Port, account and Region.</param>
    /// <param name="moto">Where moto answers.</param>
    /// <param name="services">The services answered here.</param>
    /// <param name="calls">Counts, observers and callers' names, shared with the rest of the local cloud.</param>
    /// <param name="cancel">Gives up starting.</param>
    public static async Task<LocalFront> StartAsync(
        LocalCloudOptions options, Uri moto, IEnumerable<ILocalService> services, FrontCalls calls, CancellationToken cancel)
    {
        WebApplication web = LoopbackWeb.Build(options.Port, builder => builder.Services.AddHttpForwarder());
        var toMoto = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
        });
        var motoClient = new HttpClient { BaseAddress = moto };
        var handler = new FrontHandler(
            services.GroupBy(one => one.SigningName).ToFrozenDictionary(group => group.Key, group => group.ToArray()),
            moto, toMoto, new CallerAccounts(options.Account, motoClient), calls.Callers, calls.Counts, calls.Observer, options.Region);
        IHttpForwarder forwarder = web.Services.GetRequiredService<IHttpForwarder>();
        web.Run(http => handler.HandleAsync(http, forwarder));
        await web.StartAsync(cancel);
        return new LocalFront(web, toMoto, motoClient) { Endpoint = LoopbackWeb.AddressOf(web) };
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _toMoto.Dispose();
        _motoClient.Dispose();
    }
}
