//! Cost of searching for a path in a hostile chain, in signatures checked instead of time.

use std::sync::atomic::{AtomicUsize, Ordering};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls_pki_types::{AlgorithmIdentifier, InvalidSignature, SignatureVerificationAlgorithm};

use super::*;
use crate::tls;

type Authority = CertifiedIssuer<'static, KeyPair>;

/// Limit on signatures that the verifier itself has per path.
const SIGNATURES: usize = 100;

/// Algorithm that counts the signatures it checks.
#[derive(Debug)]
struct Counting {
    inner: &'static dyn SignatureVerificationAlgorithm,
    count: &'static AtomicUsize,
}

impl SignatureVerificationAlgorithm for Counting {
    fn verify_signature(&self, key: &[u8], message: &[u8], signature: &[u8]) -> Result<(), InvalidSignature> {
        self.count.fetch_add(1, Ordering::Relaxed);
        self.inner.verify_signature(key, message, signature)
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        self.inner.public_key_alg_id()
    }

    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        self.inner.signature_alg_id()
    }
}

/// Authorities with one trusted root, which count the signatures they check.
struct Counted {
    authorities: Authorities,
    count: &'static AtomicUsize,
}

impl Counted {
    fn trusting(root: &Authority) -> Self {
        let count: &AtomicUsize = Box::leak(Box::default());
        let known = tls::crypto_provider().signature_verification_algorithms;
        let counting = |inner: &&'static dyn SignatureVerificationAlgorithm| {
            let counting: &dyn SignatureVerificationAlgorithm = Box::leak(Box::new(Counting { inner: *inner, count }));
            counting
        };
        let all: Vec<&dyn SignatureVerificationAlgorithm> = known.all.iter().map(counting).collect();
        let algorithms = WebPkiSupportedAlgorithms { all: Box::leak(all.into_boxed_slice()), ..known };
        Self { authorities: Authorities::new(tls::only_roots(&[der(root)]).unwrap(), algorithms), count }
    }

    /// Returns how the chain ends, and the number of signatures checked.
    fn trust(&self, leaf: &CertificateDer<'_>, others: &[CertificateDer<'_>]) -> (Trust, usize) {
        self.count.store(0, Ordering::Relaxed);
        let trust = self.authorities.trust(leaf, others, UnixTime::now());
        (trust, self.count.load(Ordering::Relaxed))
    }

    /// Returns where signatures lead, and the number of signatures checked.
    fn signed_by(&self, leaf: &CertificateDer<'_>, others: &[CertificateDer<'_>]) -> (Vec<Option<bool>>, usize) {
        self.count.store(0, Ordering::Relaxed);
        let signed_by = self.authorities.signed_by(leaf, others, UnixTime::now());
        (signed_by, self.count.load(Ordering::Relaxed))
    }
}

fn params(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::CommonName, name);
    params
}

fn root(name: &str) -> Authority {
    CertifiedIssuer::self_signed(params(name), KeyPair::generate().unwrap()).unwrap()
}

/// Creates an authority below another, with its own key.
fn below(authority: &Authority, name: &str) -> Authority {
    CertifiedIssuer::signed_by(params(name), KeyPair::generate().unwrap(), authority).unwrap()
}

fn der(authority: &Authority) -> CertificateDer<'static> {
    authority.as_ref().der().clone()
}

fn leaf(authority: &Authority) -> CertificateDer<'static> {
    let params = CertificateParams::new(vec!["mta-sts.example.com".to_owned()]).unwrap();
    params.signed_by(&KeyPair::generate().unwrap(), authority).unwrap().der().clone()
}

/// Creates authorities of the same name below the same root, each with its own key. By name, every one of them is the
/// issuer.
fn namesakes(root: &Authority, count: usize) -> Vec<CertificateDer<'static>> {
    (0..count).map(|_| der(&below(root, "Issuing"))).collect()
}

#[test]
fn the_issuer_is_found_wherever_it_stands_among_its_namesakes() {
    let root = root("Root");
    let issuing = below(&root, "Issuing");
    let (leaf, counted) = (leaf(&issuing), Counted::trusting(&root));
    for place in 0..MAX_CHAIN {
        let mut others = namesakes(&root, MAX_CHAIN - 1);
        others.insert(place, der(&issuing));
        let (trust, signatures) = counted.trust(&leaf, &others);
        assert_eq!(trust, Trust::Trusted, "at {place}");
        assert!(signatures <= 2 * MAX_CHAIN, "{signatures} signatures, at {place}");
        let expected: Vec<Option<bool>> = (0..MAX_CHAIN).map(|at| Some(at == place)).collect();
        assert_eq!(counted.signed_by(&leaf, &others).0, expected, "at {place}");
    }
}

#[test]
fn a_chain_in_any_order_is_followed_to_its_end() {
    let root = root("Root");
    let mut links = vec![below(&root, "1")];
    for name in ["2", "3", "4", "5", "6"] {
        links.push(below(links.last().unwrap(), name));
    }
    let (leaf, counted) = (leaf(links.last().unwrap()), Counted::trusting(&root));
    let strangers = namesakes(&root, MAX_CHAIN - links.len());
    for order in [[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0], [3, 0, 5, 1, 4, 2]] {
        let shuffled = order.iter().map(|at| der(&links[*at]));
        let others: Vec<_> = strangers.iter().cloned().chain(shuffled).collect();
        assert_eq!(counted.trust(&leaf, &others), (Trust::Trusted, links.len() + 1), "{order:?}");
    }
}

#[test]
fn only_as_many_certificates_are_searched_as_a_real_chain_has() {
    let root = root("Root");
    let issuing = below(&root, "Issuing");
    let (leaf, counted) = (leaf(&issuing), Counted::trusting(&root));
    let decoys = namesakes(&root, 40);
    let sent = |count: usize| -> Vec<_> { decoys[..count].iter().cloned().chain([der(&issuing)]).collect() };
    let (_, of_as_many_as_are_searched) = counted.trust(&leaf, &decoys[..MAX_CHAIN]);
    let (_, to_reach_them) = counted.signed_by(&leaf, &decoys[..MAX_CHAIN]);
    for count in [MAX_CHAIN, 2 * MAX_CHAIN, 40] {
        let (trust, signatures) = counted.trust(&leaf, &sent(count));
        assert_ne!(trust, Trust::Trusted, "{count} before the issuer");
        assert_eq!(signatures, of_as_many_as_are_searched, "{count} before the issuer");
        let (signed_by, signatures) = counted.signed_by(&leaf, &sent(count));
        assert_eq!(signed_by, [Some(false); MAX_CHAIN], "{count} before the issuer");
        assert_eq!(signatures, to_reach_them, "{count} before the issuer");
    }
}

#[test]
fn authorities_that_all_seem_to_have_issued_each_other_cost_no_more_than_the_verifier_allows() {
    let root = root("Same");
    let mut links = vec![below(&root, "Same")];
    for _ in 0..24 {
        links.push(below(links.last().unwrap(), "Same"));
    }
    let (leaf, counted) = (leaf(links.last().unwrap()), Counted::trusting(&root));
    let others: Vec<_> = links.iter().map(der).collect();
    let (trust, signatures) = counted.trust(&leaf, &others);
    assert_ne!(trust, Trust::Trusted);
    assert!(signatures <= SIGNATURES, "{signatures} signatures");
    let (signed_by, signatures) = counted.signed_by(&leaf, &others);
    assert_eq!(signed_by.len(), MAX_CHAIN);
    assert!(signatures <= MAX_CHAIN * SIGNATURES, "{signatures} signatures");
}
